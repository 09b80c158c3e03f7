"""One file a noun: signing in, the single sign-on, one's own account, the pages of two administrators."""
