"""Tests of the coworkers: role files, life, numbers, commands, Home."""
