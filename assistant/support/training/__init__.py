"""What the support network is taught with, and how."""
