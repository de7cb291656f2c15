//! The program that started it is killed: Postgres goes with it, and nothing that was acknowledged is lost. The
//! program is this test binary itself, called again for one ignored test.

use std::env;
use std::fs::{self, Permissions};
use std::io::{BufRead as _, BufReader, Lines};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use embedded_postgres::{Server, Settings};
use sqlx::PgPool;

const DATA_DIR: &str = "OWNED_DATA_DIR";

/// Rows that the other process must have acknowledged before it is killed.
const ENOUGH: i32 = 200;

/// The user and group `nobody` of most systems; any id without rights would do.
const NOBODY: u32 = 65534;

#[tokio::test]
async fn killing_the_program_stops_postgres_and_loses_no_acknowledged_row() {
    let dir = tempfile::tempdir().unwrap();
    let mut program = Program::start(Command::new(env::current_exe().unwrap()), dir.path());
    program.wait_for_row(ENOUGH);
    let acknowledged = program.kill().unwrap_or(ENOUGH);

    // This start also proves that the old Postgres is gone: two cannot share the data.
    let server = Server::start(Settings::new(dir.path())).await.unwrap();
    let pool = PgPool::connect(&server.url("postgres")).await.unwrap();
    let kept: i64 = sqlx::query_scalar("select count(*) from notes where n <= $1")
        .bind(acknowledged)
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(kept, i64::from(acknowledged));
    server.stop().await;
}

#[test]
fn an_ordinary_user_runs_it_as_well() {
    if !rustix::process::geteuid().is_root() {
        // Then every other test here has shown it.
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    fs::create_dir(&data).unwrap();
    // The build directory may be closed to others.
    let program = dir.path().join("program");
    fs::copy(env::current_exe().unwrap(), &program).unwrap();
    for path in [dir.path(), &data, &program] {
        fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
        chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let mut command = Command::new(&program);
    command.uid(NOBODY).gid(NOBODY).current_dir("/");
    let mut program = Program::start(command, &data);
    program.wait_for_row(1);
    program.kill();
}

/// The other program: starts a cluster and reports every row that it wrote, until it is killed.
#[tokio::test]
#[ignore = "is the other program of the tests above"]
async fn writes_until_it_is_killed() {
    let dir = env::var_os(DATA_DIR).expect("the test that starts this program names the directory");
    let server = Server::start(Settings::new(dir)).await.unwrap();
    let pool = PgPool::connect(&server.url("postgres")).await.unwrap();
    sqlx::query("create table notes (n int not null)").execute(&pool).await.unwrap();
    for n in 1.. {
        sqlx::query("insert into notes values ($1)").bind(n).execute(&pool).await.unwrap();
        eprintln!("row {n}");
    }
}

struct Program {
    child: Child,
    lines: Lines<BufReader<ChildStderr>>,
}

impl Program {
    fn start(mut command: Command, data_dir: &Path) -> Self {
        let mut child = command
            .args(["--exact", "ownership::writes_until_it_is_killed", "--ignored", "--nocapture"])
            .env(DATA_DIR, data_dir)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, lines }
    }

    /// Reads on until `row` is acknowledged.
    fn wait_for_row(&mut self, row: i32) {
        let mut said = Vec::new();
        for line in self.lines.by_ref().map(Result::unwrap) {
            if row_in(&line).is_some_and(|n| n >= row) {
                return;
            }
            said.push(line);
        }
        panic!("the program ended before row {row}: {}", said.join("\n"));
    }

    /// kill -9, then the last row that it had acknowledged.
    fn kill(mut self) -> Option<i32> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.lines.map_while(Result::ok).filter_map(|line| row_in(&line)).last()
    }
}

fn row_in(line: &str) -> Option<i32> {
    line.strip_prefix("row ")?.parse().ok()
}
