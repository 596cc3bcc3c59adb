"""What a published report says, and how it is printed."""
