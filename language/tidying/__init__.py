"""What is put in order before anything is read: the layout, sounds of thought, talk that changes nothing."""
