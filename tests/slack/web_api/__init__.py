"""The methods of the Web API, as far as the app calls them."""
