"""The pages themselves: the list of forms, their versions, and the questions of a draft."""
