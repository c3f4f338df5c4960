# Completion of okr for PowerShell. Put into $PROFILE:  okr completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName okr -ScriptBlock {
    param($word, $line, $cursor)
    $words = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -le $cursor } | ForEach-Object { $_.Extent.Text.Trim('"', "'") })
    $before = $env:COMPLETE
    $env:COMPLETE = 'powershell'
    # An empty last word does not reach a program in every version, so it is told apart.
    if ($word -eq '') { $env:_OKR_EMPTY = '1' }
    try {
        okr -- @words 2>$null | ForEach-Object {
            $value, $about = $_ -split "`t", 2
            if (-not $about) { $about = $value }
            $typed = if ($value -match '[\s'']') { "'" + $value.Replace("'", "''") + "'" } else { $value }
            [System.Management.Automation.CompletionResult]::new($typed, $value, 'ParameterValue', $about)
        }
    } finally {
        $env:COMPLETE = $before
        Remove-Item Env:_OKR_EMPTY -ErrorAction SilentlyContinue
    }
}
