"""The desk's pages, one module a group. A view reads by selectors, writes by services, and renders."""
