"""What goes out: preview, print, export, the stamped scan."""
