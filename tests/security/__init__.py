"""What must hold whatever anybody sends: checked on a running bot, over Slack's wire."""
