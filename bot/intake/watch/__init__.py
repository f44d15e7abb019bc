"""What is looked after beside the turns: who waits, what fails, what is due, what a week came to."""
