"""Pages of the office: drafts that are kept, jobs, settings and bank holidays."""
