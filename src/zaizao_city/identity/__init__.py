"""Who is who and who may what: organisations, people, posts, roles, mandates, sign-in, views of personal data."""
