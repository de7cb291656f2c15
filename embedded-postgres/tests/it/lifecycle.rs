//! Start, stop, start again; and what the launcher refuses to do.

use std::fs;
use std::path::{Path, PathBuf};

use embedded_postgres::testing::{Crash, crash};
use embedded_postgres::{Durability, Server, Settings, StartError};
use sqlx::{Connection as _, PgConnection, PgPool};

#[tokio::test]
async fn a_restart_keeps_the_data() {
    let dir = tempfile::tempdir().unwrap();
    let first = Server::start(throwaway(dir.path())).await.unwrap();
    first.ensure_database("habits").await.unwrap();
    first.ensure_database("habits").await.unwrap();
    let pool = PgPool::connect(&first.url("habits")).await.unwrap();
    sqlx::query("create table runs as select 42 as kilometres").execute(&pool).await.unwrap();
    first.stop().await;

    let second = Server::start(throwaway(dir.path())).await.unwrap();
    let mut connection = PgConnection::connect(&second.url("habits")).await.unwrap();
    let kilometres: i32 =
        sqlx::query_scalar("select kilometres from runs").fetch_one(&mut connection).await.unwrap();
    assert_eq!(kilometres, 42);
    second.stop().await;
}

#[tokio::test]
async fn a_crash_keeps_what_was_acknowledged_and_the_address() {
    let dir = tempfile::tempdir().unwrap();
    let mut server = Server::start(Settings::new(dir.path())).await.unwrap();
    let url = server.url("postgres");
    let mut connection = PgConnection::connect(&url).await.unwrap();
    sqlx::query("create table crashes (number int)").execute(&mut connection).await.unwrap();
    for (number, how) in (1..).zip([Crash::Immediate, Crash::Killed]) {
        let mut connection = PgConnection::connect(&url).await.unwrap();
        sqlx::query("insert into crashes values ($1)").bind(number).execute(&mut connection).await.unwrap();
        crash(server, how).await;
        server = Server::start(Settings::new(dir.path())).await.unwrap();
        let mut connection = PgConnection::connect(&url).await.unwrap();
        let kept: i64 =
            sqlx::query_scalar("select count(*) from crashes").fetch_one(&mut connection).await.unwrap();
        assert_eq!(kept, i64::from(number), "{how:?}");
    }
    server.stop().await;
}

#[tokio::test]
async fn letters_of_every_language_have_a_lower_case() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(throwaway(dir.path())).await.unwrap();
    let mut connection = PgConnection::connect(&server.url("postgres")).await.unwrap();
    let lower: String =
        sqlx::query_scalar("select lower('ПРИВЕТ ÀÉ')").fetch_one(&mut connection).await.unwrap();
    assert_eq!(lower, "привет àé");
    server.stop().await;
}

#[tokio::test]
async fn what_was_acknowledged_is_on_disk() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(Settings::new(dir.path())).await.unwrap();
    let mut connection = PgConnection::connect(&server.url("postgres")).await.unwrap();
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        let value: String = sqlx::query_scalar("select current_setting($1)")
            .bind(setting)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(value, "on", "{setting}");
    }
    server.stop().await;
}

#[tokio::test]
async fn nothing_listens_on_the_network() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(throwaway(dir.path())).await.unwrap();
    let mut connection = PgConnection::connect(&server.url("postgres")).await.unwrap();
    let addresses: String = sqlx::query_scalar("select current_setting('listen_addresses')")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(addresses, "");
    server.stop().await;
}

#[tokio::test]
async fn a_second_instance_on_the_same_directory_is_told_so() {
    let dir = tempfile::tempdir().unwrap();
    let first = Server::start(throwaway(dir.path())).await.unwrap();
    let refusal = Server::start(throwaway(dir.path())).await.unwrap_err();
    assert!(
        matches!(refusal, StartError::Locked { owner: Some(pid), .. } if pid == std::process::id()),
        "{refusal}"
    );
    first.stop().await;
}

#[tokio::test]
async fn data_of_a_foreign_major_is_not_opened() {
    let dir = tempfile::tempdir().unwrap();
    let foreign = dir.path().join("data-9");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("PG_VERSION"), "9\n").unwrap();
    let refusal = Server::start(throwaway(dir.path())).await.unwrap_err();
    assert!(matches!(refusal, StartError::ForeignMajor { found: 9, .. }), "{refusal}");
    assert_eq!(fs::read_dir(&foreign).unwrap().count(), 1);
}

#[tokio::test]
async fn an_interrupted_creation_is_begun_anew() {
    let dir = tempfile::tempdir().unwrap();
    let first = Server::start(throwaway(dir.path())).await.unwrap();
    first.stop().await;
    let data = data_in(dir.path());
    fs::remove_file(data.join("global/pg_control")).unwrap();
    fs::rename(&data, data.with_extension("tmp")).unwrap();

    let second = Server::start(throwaway(dir.path())).await.unwrap();
    second.stop().await;
    assert!(data.join("global/pg_control").exists());
    assert!(!data.with_extension("tmp").exists());
}

#[tokio::test]
async fn a_failed_start_shows_the_end_of_the_log() {
    let dir = tempfile::tempdir().unwrap();
    Server::start(throwaway(dir.path())).await.unwrap().stop().await;
    fs::write(data_in(dir.path()).join("postgresql.conf"), "no_such_setting = on\n").unwrap();
    let refusal = Server::start(throwaway(dir.path())).await.unwrap_err();
    assert!(matches!(refusal, StartError::Exited { .. }), "{refusal}");
    assert!(refusal.to_string().contains("no_such_setting"), "{refusal}");
}

#[tokio::test]
async fn its_unexpected_end_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(throwaway(dir.path())).await.unwrap();
    let pid_file = fs::read_to_string(data_in(dir.path()).join("postmaster.pid")).unwrap();
    let pid = pid_file.lines().next().unwrap();
    let killed = std::process::Command::new("kill").args(["-9", pid]).status().unwrap();
    assert!(killed.success());
    assert!(!server.exited().await.success());
}

fn data_in(dir: &Path) -> PathBuf {
    let mut entries = fs::read_dir(dir).unwrap().flatten().map(|entry| entry.path());
    entries.find(|path| path.join("PG_VERSION").exists()).unwrap()
}

/// Most of these tests are not about power cuts, and waiting for the disk is most of the time of a start.
fn throwaway(dir: &Path) -> Settings {
    Settings { durability: Durability::None, ..Settings::new(dir) }
}
