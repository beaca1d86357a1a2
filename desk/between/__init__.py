"""Between reviews: the check half-way, what the IRO is told, how they and the child were in touch, what was done."""
