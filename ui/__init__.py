"""The faces of Kildevis: the web chat and the command line."""
