//! The schema of a database as text that two people with different minor versions of Postgres write alike.

use std::process::Command;

use anyhow::{Context as _, ensure};

use crate::binaries::Binaries;

/// The bookkeeping of the migration tool: its form is the tool's business.
const BOOKKEEPING: &str = "seaql_migrations*";

/// What `pg_dump` says about the schema of the database at `url`, without versions, comments and session settings.
pub fn schema_dump(url: &str) -> anyhow::Result<String> {
    let binaries = Binaries::best().context("pg_dump is needed, and no PostgreSQL was found")?;
    let output = Command::new(binaries.program("pg_dump"))
        .args([
            "--schema-only",
            "--no-owner",
            "--no-privileges",
            "--exclude-table",
            BOOKKEEPING,
            "--dbname",
            url,
        ])
        .output()
        .context("pg_dump does not run")?;
    ensure!(output.status.success(), "pg_dump failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(without_noise(&String::from_utf8(output.stdout)?))
}

fn without_noise(dump: &str) -> String {
    let mut kept = String::new();
    for line in dump.lines().filter(|line| !is_noise(line)) {
        let blank_after_blank = line.is_empty() && (kept.is_empty() || kept.ends_with("\n\n"));
        if !blank_after_blank {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept.truncate(kept.trim_end().len());
    kept.push('\n');
    kept
}

fn is_noise(line: &str) -> bool {
    ["--", "\\restrict", "\\unrestrict", "SET ", "SELECT pg_catalog.set_config"]
        .iter()
        .any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_session_settings_are_left_out() {
        let dump = "--\n-- PostgreSQL database dump\n--\n\n\\restrict x1\n\n-- Dumped from database version 15.14\n\n\
                    SET statement_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\n\n\
                    --\n-- Name: users; Type: TABLE\n--\n\nCREATE TABLE public.users (\n    id bigint NOT NULL\n);\n\n\n\
                    --\n-- done\n--\n\n\\unrestrict x1\n\n";
        assert_eq!(without_noise(dump), "CREATE TABLE public.users (\n    id bigint NOT NULL\n);\n");
    }
}
