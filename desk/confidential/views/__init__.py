"""The pages: restricting, requests, declaring, the register, who has read what."""
