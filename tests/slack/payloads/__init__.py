"""What Slack sends, in the shapes that it documents; the workspace is kept in step with it."""
