"""What was said, what is known, what is written down: a library that knows neither Slack nor the bot."""
