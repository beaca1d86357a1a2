"""Opening one record outside what one may see: to read, for two hours, with two others told and one to judge it."""
