# The arrows between the rooms, checked.
"$(dirname "$0")/../../scripts/check_layers.sh"
