"""How people sign in: what this service adds to django-allauth, and what it changes of it (docs/adr/0017)."""
