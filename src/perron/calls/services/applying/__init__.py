"""Deeds of applicants and their colleagues, and of the officers who look after applications."""
