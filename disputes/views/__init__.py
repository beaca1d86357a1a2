"""The disputes pages: lists, one dispute, the steps it takes, referrals to Cafcass."""
