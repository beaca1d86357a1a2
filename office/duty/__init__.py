"""Who is on duty when a child says that they are not safe: whom the service tells, and whom the child may call."""
