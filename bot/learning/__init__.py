"""How coworkers get better: corrections become lessons, answers are checked, fixes are kept."""
