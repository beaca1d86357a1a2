"""The pages behind a personal link: somebody fills a consultation form, without an account."""
