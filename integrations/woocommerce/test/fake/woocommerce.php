<?php
/** Orders, refunds and products of WooCommerce, written from its documentation. */

/** What WooCommerce objects have in common: fields that are kept by `save`, and meta data. */
abstract class Fake_Data {
	protected array $changed = array();

	public function __construct( protected array $fields ) {}
	abstract public function save();

	public function get_id() {
		return $this->fields['id'];
	}
	public function get_meta( string $key ) {
		return $this->fields['meta'][ $key ] ?? '';
	}
	public function update_meta_data( string $key, $value ) {
		$this->fields['meta'][ $key ] = $value;
		$this->changed[ $key ]        = $value;
	}
	public function delete_meta_data( string $key ) {
		unset( $this->fields['meta'][ $key ] );
		$this->changed[ $key ] = null;
	}
	/** Writes only what this object has changed: others may have changed the rest. */
	protected function merge( array &$kept ): void {
		foreach ( $this->changed as $key => $value ) {
			if ( null === $value ) {
				unset( $kept['meta'][ $key ] );
			} else {
				$kept['meta'][ $key ] = $value;
			}
		}
		$this->changed = array();
	}
}

class WC_Order_Item_Product extends Fake_Data {
	public function __construct( array $fields, private int $order_id ) {
		parent::__construct( $fields );
	}
	public function get_order_id() {
		return $this->order_id;
	}
	public function get_quantity() {
		return $this->fields['quantity'];
	}
	public function get_name() {
		return $this->fields['name'];
	}
	public function get_total() {
		return $this->fields['total'];
	}
	public function get_taxes() {
		return array( 'total' => $this->fields['taxes'] );
	}
	public function get_product() {
		return wc_get_product( $this->fields['product'] );
	}
	public function save() {
		fake_die_at( 'save_line' );
		fake_state( fn( &$state ) => $this->merge( $state['orders'][ $this->order_id ]['items'][ $this->get_id() ] ) );
	}
}

class WC_Order extends Fake_Data {
	private ?array $items = null;

	public function get_items( string $type = 'line_item' ) {
		return $this->items ??= array_map(
			fn( $fields ) => new WC_Order_Item_Product( $fields, $this->get_id() ),
			$this->fields['items']
		);
	}
	public function get_item( int $id ) {
		return $this->get_items()[ $id ] ?? false;
	}
	public function get_billing_email() {
		return $this->fields['email'];
	}
	public function get_order_number() {
		return (string) $this->get_id();
	}
	public function has_status( $status ) {
		return in_array( $this->fields['status'], (array) $status, true );
	}
	public function is_paid() {
		return $this->has_status( wc_get_is_paid_statuses() );
	}
	public function update_status( string $status ) {
		$this->fields['status'] = $status;
		$id                     = $this->get_id();
		fake_state( fn( &$state ) => $state['orders'][ $id ]['status'] = $status );
		do_action( "woocommerce_order_status_$status", $id );
	}
	public function payment_complete() {
		fake_state( fn( &$state ) => $state['orders'][ $this->get_id() ]['paid'] = time() );
		$this->update_status( 'processing' );
		do_action( 'woocommerce_payment_complete', $this->get_id() );
	}
	public function get_qty_refunded_for_item( int $id ) {
		$refunds = fake_table( 'orders' )[ $this->get_id() ]['refunds'] ?? array();
		return -array_sum( array_map( fn( $refund ) => $refund['line_items'][ $id ]['qty'] ?? 0, $refunds ) );
	}
	public function get_remaining_refund_amount() {
		$order = fake_table( 'orders' )[ $this->get_id() ];
		return $order['total'] - array_sum( array_column( $order['refunds'] ?? array(), 'amount' ) );
	}
	public function add_order_note( string $text ) {
		fake_die_at( 'add_order_note' );
		fake_state( fn( &$state ) => $state['orders'][ $this->get_id() ]['notes'][] = $text );
	}
	public function save() {
		fake_state( fn( &$state ) => $this->merge( $state['orders'][ $this->get_id() ] ) );
	}
}

function wc_get_order( $id ) {
	$fields = fake_table( 'orders' )[ $id ] ?? null;
	return null === $fields ? false : new WC_Order( $fields );
}
function wc_get_is_paid_statuses() {
	return array( 'processing', 'completed' );
}
function wc_get_orders( array $query ) {
	$since = (int) ltrim( $query['date_paid'], '>' );
	$found = array_filter(
		fake_table( 'orders' ),
		fn( $order ) => in_array( $order['status'], $query['status'], true ) && ( $order['paid'] ?? 0 ) > $since
	);
	return array_keys( $found );
}
function wc_create_refund( array $refund ) {
	fake_die_at( 'wc_create_refund' );
	$id = fake_next_id();
	fake_state( fn( &$state ) => $state['orders'][ $refund['order_id'] ]['refunds'][ $id ] = $refund );
	do_action( 'woocommerce_order_refunded', $refund['order_id'], $id );
	$order = wc_get_order( $refund['order_id'] );
	if ( $order->get_remaining_refund_amount() <= 0 ) {
		$order->update_status( 'refunded' );
	}
	return (object) array( 'id' => $id );
}
function wc_get_price_decimals() {
	return 2;
}
function wc_format_decimal( $number, $decimals = false ) {
	return false === $decimals ? (string) $number : number_format( (float) $number, $decimals, '.', '' );
}
function get_woocommerce_currency() {
	return getenv( 'FAKE_CURRENCY' ) ?: 'USD';
}

class WC_Product extends Fake_Data {
	private array $changes = array();

	private function set( string $name, $value ) {
		if ( ( $this->fields[ $name ] ?? null ) !== $value ) {
			$this->changes[ $name ] = $value;
		}
		$this->fields[ $name ] = $value;
	}
	public function __call( string $method, array $args ) {
		[ $verb, $name ] = explode( '_', $method, 2 );
		return 'set' === $verb ? $this->set( $name, $args[0] ) : ( $this->fields[ $name ] ?? '' );
	}
	public function get_parent_id() {
		return $this->fields['parent'] ?? 0;
	}
	public function get_changes() {
		return $this->changes;
	}
	public function save() {
		fake_state(
			function ( &$state ) {
				$kept = &$state['products'][ $this->get_id() ];
				$kept = array_merge( $kept, $this->changes );
				$this->merge( $kept );
			}
		);
		$this->changes = array();
	}
}
function wc_get_product( $id ) {
	$fields = fake_table( 'products' )[ $id ] ?? null;
	return null === $fields ? false : new WC_Product( $fields );
}
function wc_get_products( array $query ) {
	$found = array_filter( fake_table( 'products' ), fn( $one ) => isset( $one['meta'][ $query['meta_key'] ] ) );
	$page  = array_slice( $found, ( $query['page'] - 1 ) * $query['limit'], $query['limit'] );
	return array_map( fn( $fields ) => new WC_Product( $fields ), $page );
}

function wc_get_logger() {
	return new class() {
		public function log( string $level, string $line, array $context ) {
			fake_append( 'log', "$level $line" );
		}
	};
}
