<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

const TOLERANCE_SECONDS = 300;

/**
 * Returns the event of a delivery that is signed by one of the secrets (Standard Webhooks). Throws
 * `WebhookException` if a header is missing, the signature or the time is wrong, or the body is no
 * event.
 */
function verify_webhook(
	array $headers,
	string $body,
	array $secrets,
	int $now,
	int $tolerance = TOLERANCE_SECONDS
): array {
	$headers = array_change_key_case( $headers, CASE_LOWER );
	$sent    = array();
	foreach ( array( 'id', 'timestamp', 'signature' ) as $name ) {
		$sent[ $name ] = (string) ( $headers[ "webhook-$name" ] ?? '' );
		if ( '' === $sent[ $name ] ) {
			throw new WebhookException( 'missing_header', "The header webhook-$name is missing." );
		}
	}
	check_time( $sent['timestamp'], $now, $tolerance );
	$signed = "{$sent['id']}.{$sent['timestamp']}.$body";
	if ( ! is_signed( $signed, $sent['signature'], $secrets ) ) {
		throw new WebhookException( 'invalid_signature', 'The signature is not by this secret.' );
	}
	$event = json_decode( $body, true );
	if ( ! is_array( $event ) || ! is_string( $event['type'] ?? null ) ) {
		throw new WebhookException( 'invalid_body', 'The body is not an event.' );
	}
	return $event;
}

function check_time( string $timestamp, int $now, int $tolerance ): void {
	$age = $now - (int) $timestamp;
	if ( ! ctype_digit( $timestamp ) || $age > $tolerance ) {
		$message = "The delivery was sent $age seconds ago. Check the clock of this machine.";
		throw new WebhookException( 'timestamp_too_old', $message );
	}
	if ( -$age > $tolerance ) {
		$message = 'The delivery was sent in the future. Check the clock of this machine.';
		throw new WebhookException( 'timestamp_too_new', $message );
	}
}

/** Any of the signatures by any of the secrets: either side may be replacing its secret. */
function is_signed( string $signed, string $signatures, array $secrets ): bool {
	$is_signed = false;
	foreach ( $secrets as $secret ) {
		$key = key_of_secret( $secret );
		if ( null === $key ) {
			continue;
		}
		$ours = base64_encode( hash_hmac( 'sha256', $signed, $key, true ) );
		foreach ( explode( ' ', $signatures ) as $one ) {
			$is_signed = hash_equals( "v1,$ours", $one ) || $is_signed;
		}
	}
	return $is_signed;
}

/** Returns the bytes of a secret, `whsec_` and base64; null if it is none. */
function key_of_secret( string $secret ): ?string {
	$text = str_starts_with( $secret, 'whsec_' ) ? substr( $secret, strlen( 'whsec_' ) ) : $secret;
	$key  = base64_decode( $text, true );
	return false === $key || '' === $key ? null : $key;
}
