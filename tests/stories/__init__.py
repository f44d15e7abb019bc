"""Stories: people at the playground's human side, the whole bot on Slack's wire, nothing faked between."""
