"""The page of one child: who, where, what was promised, what comes next."""
