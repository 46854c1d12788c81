"""BRP API Personen (Haal Centraal), version 2: https://github.com/BRP-API/Haal-Centraal-BRP-bevragen."""
