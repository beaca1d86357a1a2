"""The pages on which managers build the forms that ask children, parents and carers what they think."""
