"""What any office has: the clock, bank holidays, settings, jobs, drafts, outgoing mail."""
