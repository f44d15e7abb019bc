"""Evaluations on data of our own, and the program that measures them all."""
