"""Who may do what with reports. Callers pass what they found already."""
