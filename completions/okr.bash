# Completion of okr for bash. Put into ~/.bashrc:  source <(okr completions bash)
_okr_complete() {
    local line quoted
    COMPREPLY=()
    while IFS= read -r line; do
        printf -v quoted '%q' "$line"
        COMPREPLY+=("$quoted")
    done < <(_OKR_LINE="${COMP_LINE:0:COMP_POINT}" COMPLETE=bash okr -- "${COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:=/] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o bashdefault -F _okr_complete okr
