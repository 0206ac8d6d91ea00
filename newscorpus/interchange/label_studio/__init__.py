"""Label Studio: tasks in JSON, each a text with annotations, and the labeling configuration in XML."""
