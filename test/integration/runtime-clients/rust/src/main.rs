//! A function on the Rust client: what it is asked to do stands in the event.
use std::time::{Duration, SystemTime};

use lambda_runtime::{run, service_fn, Error, LambdaEvent};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Event {
    r#do: String,
    sleep_ms: u64,
    bytes: usize,
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    received: usize,
    request_id: String,
    trace: String,
    left_ms: i64,
    text: String,
}

async fn handle(event: LambdaEvent<Event>) -> Result<Answer, Error> {
    let (event, context) = event.into_parts();
    println!("told {}", event.r#do);
    match event.r#do.as_str() {
        "fail" => return Err("told to fail".into()),
        "panic" => panic!("told to panic"),
        "exit" => std::process::exit(7),
        _ => {}
    }
    tokio::time::sleep(Duration::from_millis(event.sleep_ms)).await;
    let left = context.deadline().duration_since(SystemTime::now()).map_or(0, |left| left.as_millis() as i64);
    Ok(Answer {
        received: event.text.len(),
        request_id: context.request_id,
        trace: context.xray_trace_id.unwrap_or_default(),
        left_ms: left,
        text: "x".repeat(event.bytes),
    })
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    if std::env::var_os("FAIL_INIT").is_some() {
        println!("init fails");
        std::process::exit(3);
    }
    run(service_fn(handle)).await
}
