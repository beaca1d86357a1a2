"""The social worker's children, and the decisions that a social worker or an operational manager must see done."""
