//! Options from files: `KEPU_SECRET_FILE=/run/secrets/kepu` is `KEPU_SECRET` with what the file says. How systemd
//! (`LoadCredential`) and container orchestrators hand over secrets without showing them in the environment.

use anyhow::{Context, bail};
use clap::Command;

/// Lets every option that has an environment variable be read from the file that the variable with `_FILE` names. A
/// value given directly comes first.
pub(super) fn with_files(
    command: Command,
    variable: &dyn Fn(&str) -> Option<String>,
) -> anyhow::Result<Command> {
    let mut found = Vec::new();
    for arg in command.get_arguments() {
        let Some(name) = arg.get_env().and_then(|name| name.to_str()) else {
            continue;
        };
        let Some(path) = variable(&format!("{name}_FILE")) else {
            continue;
        };
        if variable(name).is_some() {
            bail!("{name} and {name}_FILE are both set: only one may be");
        }
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("reading {path}, named by {name}_FILE"))?;
        let text = text.trim_end_matches(['\r', '\n']).to_owned();
        found.push((arg.get_id().clone(), text));
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let mut command = command;
    for (id, text) in found {
        command = command.mut_arg(id, |arg| arg.default_value(text).hide_default_value(true));
    }
    for name in names {
        let Some(sub) = command.find_subcommand(&name).cloned() else {
            continue;
        };
        let with = with_files(sub, variable)?;
        command = command.mut_subcommand(name, |_| with);
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;

    #[derive(Parser)]
    struct Outer {
        #[command(subcommand)]
        inner: Inner,
    }

    #[derive(clap::Subcommand)]
    enum Inner {
        Serve {
            #[arg(long, env = "KEPU_TEST_ONLY_SECRET")]
            secret: Option<String>,
        },
    }

    fn secret(set: &[(&str, &str)], arguments: &[&str]) -> anyhow::Result<Option<String>> {
        let known = |name: &str| {
            set.iter()
                .find(|(n, _)| *n == name)
                .map(|(_, value)| (*value).to_owned())
        };
        let matches = with_files(Outer::command(), &known)?.try_get_matches_from(arguments)?;
        let Inner::Serve { secret } = <Outer as clap::FromArgMatches>::from_arg_matches(&matches)?.inner;
        Ok(secret)
    }

    #[test]
    fn an_option_is_read_from_the_file_its_variable_names() -> anyhow::Result<()> {
        let file = tempfile::NamedTempFile::new()?;
        std::fs::write(file.path(), "in the file\n")?;
        let path = file.path().to_str().context("a path in words")?;
        let by_file = [("KEPU_TEST_ONLY_SECRET_FILE", path)];
        assert_eq!(secret(&[], &["kepu", "serve"])?, None);
        assert_eq!(
            secret(&by_file, &["kepu", "serve"])?.as_deref(),
            Some("in the file")
        );
        assert_eq!(
            secret(&by_file, &["kepu", "serve", "--secret", "given"])?.as_deref(),
            Some("given"),
            "what is said on the command line comes first"
        );
        let both = [by_file[0], ("KEPU_TEST_ONLY_SECRET", "set")];
        assert!(
            secret(&both, &["kepu", "serve"]).is_err(),
            "which of the two is meant, nobody knows"
        );
        let missing = [("KEPU_TEST_ONLY_SECRET_FILE", "/nowhere/at/all")];
        let told = format!("{:#}", secret(&missing, &["kepu", "serve"]).unwrap_err());
        assert!(
            told.contains("/nowhere/at/all") && told.contains("KEPU_TEST_ONLY_SECRET_FILE"),
            "{told}"
        );
        Ok(())
    }
}
