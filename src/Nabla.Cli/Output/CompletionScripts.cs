namespace Nabla.Cli.Output;

/// <summary>Scripts for shell completion: each defines a function that calls <c>nabla '[suggest:POSITION]' 'THE LINE'</c>.</summary>
internal static class CompletionScripts
{
    // Each passes the line without the command's name, and the cursor position in it.
    private const string Bash = """
        _nabla() {
            local line=${COMP_LINE#* } word=${COMP_WORDS[COMP_CWORD]} IFS=$'\n'
            local position=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
            COMPREPLY=($(compgen -W "$(nabla "[suggest:$position]" "$line" 2>/dev/null)" -- "$word"))
            [[ ${COMPREPLY[0]} == */ ]] && compopt -o nospace
        }
        complete -o filenames -F _nabla nabla

        """;

    private const string Zsh = """
        _nabla() {
            local line=${BUFFER#* }
            local position=$((CURSOR - ${#BUFFER} + ${#line}))
            local -a found=("${(@f)$(nabla "[suggest:$position]" "$line" 2>/dev/null)}")
            compadd -f -- $found
        }
        compdef _nabla nabla

        """;

    private const string Fish = """
        function __nabla_complete
            set -l line (string replace -r '^\s*\S+\s' '' -- (commandline -cp))
            nabla "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c nabla -f -a '(__nabla_complete)'

        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName nabla -ScriptBlock {
            param($word, $ast, $position)
            $skip = $ast.CommandElements[0].Extent.EndOffset + 1 - $ast.Extent.StartOffset
            $line = "$ast ".Substring([Math]::Min($skip, "$ast ".Length))
            nabla "[suggest:$($position - $ast.Extent.StartOffset - $skip)]" $line 2>$null |
                Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;

    /// <summary>The supported shells.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>Gets the script for a shell.</summary>
    /// <exception cref="ArgumentException">The shell is unknown.</exception>
    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        "pwsh" => PowerShell,
        _ => throw new ArgumentException($"unknown shell '{shell}': known are {string.Join(", ", Shells)}"),
    };
}
