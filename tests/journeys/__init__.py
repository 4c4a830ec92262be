"""The browser journeys: real server, real mail, Chromium driven by roles and names."""
