"""What makes a child's reviews those of another kind: adoption, short breaks, panels on secure accommodation."""
