"""The playbook: YAML into checked, typed objects."""
