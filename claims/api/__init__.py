"""The door for programs.

In: requests with JSON, or none. Out: records of the public ledger exactly as they were published, articles taken in for
extraction, and every refusal as problem details (RFC 9457).
"""
