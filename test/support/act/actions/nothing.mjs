// Stands in for actions that install what this machine has.
