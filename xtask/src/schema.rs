//! `cargo xtask schema`: `migrations/schema.sql` is what all migrations together make, for people to read.

use std::fs;

use anyhow::{Context as _, bail};
use embedded_postgres::testing::schema_dump;

use crate::{Mode, database, workspace};

const FILE: &str = "migrations/schema.sql";

pub(crate) async fn run(mode: Mode) -> anyhow::Result<()> {
    let dump = database::with_cluster(async |server| schema_dump(&database::migrated(server).await?)).await?;
    let file = workspace::at(FILE);
    match mode {
        Mode::Write => {
            fs::write(&file, dump).with_context(|| format!("cannot write {FILE}"))?;
            println!("{FILE} is up to date");
            Ok(())
        }
        Mode::Check if fs::read_to_string(&file).is_ok_and(|written| written == dump) => Ok(()),
        Mode::Check => bail!("{FILE} is not what the migrations make: run `cargo xtask schema`"),
    }
}
