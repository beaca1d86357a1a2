"""The resolution protocol: issues, stages, replies, Cafcass referral."""
