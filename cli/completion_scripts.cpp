#include "completion_scripts.hpp"

namespace urp::cli {
namespace {

// bash takes `=` and `:` for ends of words: what it took apart is joined again, and of the answer only what
// stands behind the last of them is handed back.
constexpr std::string_view bash_script = R"sh(# urp in bash: source <(urp completion bash)
_urp() {
  local i word lead rest=${COMP_LINE:0:COMP_POINT} item current strip=
  local -a words=() answer=()
  COMPREPLY=()
  for ((i = 0; i <= COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    lead=${rest%%[![:space:]]*}
    rest=${rest#"$lead"}
    if ((i == 0)) || [[ -n $lead ]]; then words+=("$word"); else words[-1]+=$word; fi
    rest=${rest#"$word"}
  done
  current=${words[-1]}
  if [[ $current != "${COMP_WORDS[COMP_CWORD]}" || $current == *[=:] ]]; then strip=${current%"${current##*[=:]}"}; fi
  for i in "${!words[@]}"; do
    word=${words[i]}
    case $word in [\"\']*) word=${word:1} && word=${word%[\"\']} ;; esac
    words[i]=${word//\\/}
  done
  mapfile -t answer < <(printf '%s\0' "${words[@]}" | urp completion bash --line 2>/dev/null)
  current=${words[-1]}
  case $current in -*=*) current=${current#*=} ;; esac
  case ${answer[0]-} in
    files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    folders) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    words)
      for item in "${answer[@]:1}"; do
        item=${item%%$'\t'*}
        item=${item#"$strip"}
        case $item in *[!A-Za-z0-9_.,:/@%+=-]*) printf -v item %q "$item" ;; esac
        COMPREPLY+=("$item")
      done ;;
  esac
}
complete -F _urp urp
)sh";

// The same file is sourced, and found by compinit in a folder of $fpath: then it is the function itself.
constexpr std::string_view zsh_script = R"sh(#compdef urp
# urp in zsh: source <(urp completion zsh)
_urp() {
  local line
  local -a answer values shown
  answer=("${(@f)$(printf '%s\0' "${(@Q)words[1,CURRENT]}" | urp completion zsh --line 2>/dev/null)}")
  case ${answer[1]} in
    files) [[ $PREFIX == -*=* ]] && compset -P '*='; _files ;;
    folders) [[ $PREFIX == -*=* ]] && compset -P '*='; _files -/ ;;
    words)
      for line in "${(@)answer[2,-1]}"; do
        [[ -n $line ]] || continue
        values+=("${line%%$'\t'*}")
        shown+=("${line%%$'\t'*}${${line#*$'\t'}:+  -- ${line#*$'\t'}}")
      done
      compadd -l -d shown -a values ;;
  esac
}
if [[ ${funcstack[1]-} == _urp ]]; then
  _urp "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _urp urp
fi
)sh";

constexpr std::string_view fish_script = R"sh(# urp in fish: urp completion fish | source
function __urp_answer
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    test -n "$current"; or set current ''
    set -l answer (printf '%s\0' $words "$current" | urp completion fish --line 2>/dev/null)
    set -l before (string match -r -- '^-[^=]*=' "$current")
    set -l path (string replace -r -- '^-[^=]*=' '' "$current")
    switch "$answer[1]"
        case files
            __fish_complete_path "$path" | string replace -r -- '^' "$before"
        case folders
            __fish_complete_directories "$path" '' | string replace -r -- '^' "$before"
        case words
            test (count $answer) -gt 1; and printf '%s\n' $answer[2..-1]
    end
end
complete -c urp -f -a '(__urp_answer)'
)sh";

}  // namespace

std::string_view completion_script(std::string_view shell) {
  if (shell == "bash") return bash_script;
  return shell == "zsh" ? zsh_script : fish_script;
}

}  // namespace urp::cli
