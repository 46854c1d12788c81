"""The line to a partner: one small door over HTTP, with limits that hold on a bad day."""
