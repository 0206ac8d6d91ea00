"""UIMA CAS, as INCEpTION and WebAnno have it: XMI with a type system, or JSON CAS."""
